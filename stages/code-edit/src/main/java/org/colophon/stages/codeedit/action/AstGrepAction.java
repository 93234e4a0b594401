package org.colophon.stages.codeedit.action;

/**
 * A checked action.
 *
 * @param rules one to five ast-grep rules as YAML documents, of bounded length
 */
public record AstGrepAction(Language language, String rules) {}
