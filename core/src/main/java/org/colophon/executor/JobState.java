package org.colophon.executor;

import org.colophon.process.ProcessResult;

/** How a job stands, as far as its executor can tell. */
public sealed interface JobState {
  /** It was taken and has not begun. */
  record Waiting(String why) implements JobState {}

  /** It has begun. */
  record Running() implements JobState {}

  /** Nothing of it is running any more. */
  record Ended(ProcessResult result) implements JobState {}

  /** Not even an attempt could be made, and nothing of it runs. */
  record Failed(Throwable why) implements JobState {}

  /** Nobody can tell now; it may be running. */
  record Unknown(String why) implements JobState {}
}
