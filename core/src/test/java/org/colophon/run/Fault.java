package org.colophon.run;

/** What goes wrong at one call. */
enum Fault {
  /** The process is ended before the call. */
  KILL,
  /** The process is ended when half of the call's bytes are written. */
  TORN,
  /** This call and all later ones that take room find the disk full, half of the bytes written. */
  DISK_FULL,
  /** This call fails once. */
  IO_ERROR,
  /** This call and all later ones fail. */
  IO_ERROR_FOR_GOOD;

  /** Whether it can happen at a call. */
  boolean fits(FileCall call) {
    return switch (this) {
      case KILL, IO_ERROR, IO_ERROR_FOR_GOOD -> true;
      case TORN ->
          call instanceof FileCall.CreateFile
              || call instanceof FileCall.Append
              || call instanceof FileCall.Rewrite;
      case DISK_FULL -> call.takesRoom();
    };
  }
}
