package org.colophon.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/**
 * The commands by name, in the order of the help. Reading the annotations of all takes longer than
 * most commands do, so that one that is named at once is added alone.
 */
final class Commands {
  private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("run", RunCommand.class);
    ALL.put("plan", PlanCommand.class);
    ALL.put("sweep", SweepCommand.class);
    ALL.put("status", StatusCommand.class);
    ALL.put("logs", LogsCommand.class);
    ALL.put("why", WhyCommand.class);
    ALL.put("shell", ShellCommand.class);
    ALL.put("sandbox", SandboxCommand.class);
    ALL.put("verify", VerifyCommand.class);
    ALL.put("audit", AuditCommand.class);
    ALL.put("diff", DiffCommand.class);
    ALL.put("reproduce", ReproduceCommand.class);
    ALL.put("golden", GoldenCommand.class);
    ALL.put("repair", RepairCommand.class);
    ALL.put("gc", GcCommand.class);
    ALL.put("unlock", UnlockCommand.class);
    ALL.put("assert-artifacts", AssertArtifactsCommand.class);
    ALL.put("import-legacy", ImportLegacyCommand.class);
    ALL.put("stages", StagesCommand.class);
    ALL.put("controls", ControlsCommand.class);
    ALL.put("schema", SchemaCommand.class);
    ALL.put("init", InitCommand.class);
    ALL.put("completion", CompletionCommand.class);
  }

  private Commands() {}

  /** What completes command lines has to know every command. */
  private static final Set<String> OVERLOOKING = Set.of("completion");

  /** Adds what {@code args} may call: the command they begin with, else all. */
  static void add(CommandLine root, List<String> args) {
    String first = args.isEmpty() ? "" : args.getFirst();
    if (ALL.containsKey(first) && !OVERLOOKING.contains(first)) {
      root.addSubcommand(first, ALL.get(first));
    } else {
      ALL.forEach(root::addSubcommand);
    }
  }
}
