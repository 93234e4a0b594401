package org.colophon.run;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A file system that goes wrong at the n-th call. */
final class FaultyCalls extends WatchedCalls {
  private final Fault fault;
  private final int point;
  private final Runnable death;
  private final List<FileCall> calls = new ArrayList<>();

  /**
   * @param point from 1
   * @param death how the process ends; does not return
   */
  FaultyCalls(Fault fault, int point, Runnable death) {
    this.fault = fault;
    this.point = point;
    this.death = death;
  }

  /** One that only counts. */
  static FaultyCalls none() {
    return new FaultyCalls(Fault.KILL, Integer.MAX_VALUE, () -> {});
  }

  /** What was called so far. */
  List<FileCall> calls() {
    return List.copyOf(calls);
  }

  @Override
  void call(FileCall call, Real real) throws IOException {
    calls.add(call);
    boolean here = calls.size() == point;
    boolean since = calls.size() >= point;
    switch (fault) {
      case KILL -> dieIf(here);
      case TORN -> {
        if (here) {
          writeHalf(call);
        }
        dieIf(here);
      }
      case DISK_FULL -> {
        if (since && call.takesRoom()) {
          writeHalf(call);
          throw new IOException("cannot write " + call.path() + ": No space left on device");
        }
      }
      case IO_ERROR -> failIf(here, call);
      case IO_ERROR_FOR_GOOD -> failIf(since, call);
    }
    real.make();
  }

  private void dieIf(boolean now) {
    if (now) {
      death.run();
    }
  }

  private static void failIf(boolean now, FileCall call) throws IOException {
    if (now) {
      throw new FileSystemException(call.path().toString(), null, "Input/output error");
    }
  }

  private static void writeHalf(FileCall call) throws IOException {
    switch (call) {
      case FileCall.CreateFile(Path file, Content content) -> Files.write(file, content.half());
      case FileCall.Append(Path file, Content content) ->
          Files.write(file, content.half(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      case FileCall.Rewrite(Path file, Content content) -> Files.write(file, content.half());
      case FileCall.CreateFolder _,
          FileCall.OpenLock _,
          FileCall.Truncate _,
          FileCall.Sync _,
          FileCall.Rename _,
          FileCall.Exchange _,
          FileCall.SymbolicLink _,
          FileCall.HardLink _,
          FileCall.Copy _,
          FileCall.Delete _,
          FileCall.Permit _ -> {}
    }
  }
}
