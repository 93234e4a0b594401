package org.colophon.contract;

/**
 * Why the orchestrator cannot go on. The message names the thing, the place and the way out. A
 * failing stage is a value, never one of these.
 */
public abstract sealed class PipelineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private PipelineException(String message) {
    super(message);
  }

  /** The command line asks for something that does not exist or makes no sense. */
  public static final class BadRequest extends PipelineException {
    private static final long serialVersionUID = 1L;

    public BadRequest(String message) {
      super(message);
    }
  }

  /** A config, pipeline, profile or schema file cannot be used as it is. */
  public static final class InvalidDocument extends PipelineException {
    private static final long serialVersionUID = 1L;

    public InvalidDocument(String message) {
      super(message);
    }
  }

  /** Something that the work needs is not there. */
  public static final class MissingInput extends PipelineException {
    private static final long serialVersionUID = 1L;

    public MissingInput(String message) {
      super(message);
    }
  }

  /** Another process is writing this run. */
  public static final class RunIsHeld extends PipelineException {
    private static final long serialVersionUID = 1L;

    public RunIsHeld(String message) {
      super(message);
    }
  }

  /** The files of a run contradict each other. */
  public static final class RunIsDamaged extends PipelineException {
    private static final long serialVersionUID = 1L;

    public RunIsDamaged(String message) {
      super(message);
    }
  }
}
