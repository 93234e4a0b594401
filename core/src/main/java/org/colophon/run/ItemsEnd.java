package org.colophon.run;

import tools.jackson.databind.node.ObjectNode;

/**
 * How the items of an attempt came out for its stage.
 *
 * @param said counts, and the items that failed, as far as the summary has room for them
 */
record ItemsEnd(Verdict verdict, ObjectNode said) {}
