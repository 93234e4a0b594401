package org.colophon.artifact;

/**
 * What one of our keywords has against a description.
 *
 * @param subject the name it is about, where the place in the description does not say it; else ""
 * @param message completes "array z …"
 */
record Objection(String subject, String message) {}
