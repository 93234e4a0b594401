package org.colophon.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** One stage's folder and the fixed names in it. */
public record StageFolder(Path root) {
  private static final String SUMMARY = "stage_summary.json";
  private static final String INPUTS = "stage_inputs.json";
  private static final String COMMAND = "cmd.txt";
  private static final String ENVIRONMENT = "meta_env.json";
  private static final String KEY = "stage_key.json";
  private static final String NETWORK = "network.jsonl";
  private static final String LOGS = "logs";
  private static final String ITEMS = "items.jsonl";
  private static final String ITEM_LOGS = LOGS + "/items.log";

  /** The files that describe an attempt, relative to the folder. */
  static final List<String> RECORDS =
      List.of(
          COMMAND,
          ITEMS,
          ITEM_LOGS,
          LOGS + "/stderr.log",
          LOGS + "/stdout.log",
          ENVIRONMENT,
          INPUTS,
          KEY,
          NETWORK,
          SUMMARY);

  /** The names at the top of the folder that belong to core or to the contract. */
  static final Set<String> RESERVED =
      Set.of(SUMMARY, INPUTS, COMMAND, ENVIRONMENT, KEY, NETWORK, LOGS);

  /** What core keeps there besides of a stage that runs once for each item. */
  static final Set<String> OF_ITEMS = Set.of(ITEMS, ".items");

  public Path summary() {
    return root.resolve(SUMMARY);
  }

  /** The stage's context, with the attempt that the folder holds. */
  public Path inputs() {
    return root.resolve(INPUTS);
  }

  public Path command() {
    return root.resolve(COMMAND);
  }

  public Path environment() {
    return root.resolve(ENVIRONMENT);
  }

  /** What the attempt's outputs depend on, part by part. */
  public Path key() {
    return root.resolve(KEY);
  }

  /** What a stage with a list of hosts asked of the network. */
  public Path network() {
    return root.resolve(NETWORK);
  }

  public Path logs() {
    return root.resolve(LOGS);
  }

  public Path stdout() {
    return logs().resolve("stdout.log");
  }

  public Path stderr() {
    return logs().resolve("stderr.log");
  }

  /** What was done about each item, of a stage that runs once for each. */
  public Path items() {
    return root.resolve(ITEMS);
  }

  /** What the items printed, one after the other, once they are gathered. */
  public Path itemLogs() {
    return root.resolve(ITEM_LOGS);
  }

  /** Where items are at work, or were if the attempt did not end well. */
  public ItemFolders itemFolders() {
    return new ItemFolders(root.resolve(".items"));
  }

  public Path output(String alias) {
    return root.resolve(alias);
  }
}
