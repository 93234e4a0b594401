package org.colophon.stages.codeedit.workspace;

/** Files that no workspace is made of; the message names the file and what is wrong with it. */
public final class WorkspaceRefused extends Exception {
  private static final long serialVersionUID = 1L;

  WorkspaceRefused(String message) {
    super(message);
  }

  /** The file and what is wrong with it. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
