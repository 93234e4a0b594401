package org.colophon.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happened in folders that a stage should have left alone, found by comparing a listing from
 * before it with one from after. It also finds what somebody else did there meanwhile.
 *
 * @param created paths that are new
 * @param changed paths whose content or permissions are not what they were
 * @param deleted paths that are gone
 * @param unchecked what was not compared, in words; empty when everything was
 */
public record OutsideWrites(
    List<Path> created, List<Path> changed, List<Path> deleted, List<String> unchecked) {
  public OutsideWrites {
    created = List.copyOf(created);
    changed = List.copyOf(changed);
    deleted = List.copyOf(deleted);
    unchecked = List.copyOf(unchecked);
  }

  public static OutsideWrites between(Listing before, Listing after) {
    Optional<Path> end =
        Stream.of(before.end(), after.end())
            .flatMap(Optional::stream)
            .min(Listing.FOLDER_BY_FOLDER);
    Map<Path, Listing.Stamp> was = upTo(end, before);
    Map<Path, Listing.Stamp> is = upTo(end, after);

    List<String> unchecked = new ArrayList<>();
    end.ifPresent(path -> unchecked.add("too many files: nothing from " + path + " on"));
    Stream.concat(before.unread().stream(), after.unread().stream())
        .distinct()
        .forEach(folder -> unchecked.add("no permission to read " + folder));
    return new OutsideWrites(
        is.keySet().stream().filter(path -> !was.containsKey(path)).toList(),
        is.entrySet().stream()
            .filter(entry -> was.containsKey(entry.getKey()))
            .filter(entry -> !entry.getValue().equals(was.get(entry.getKey())))
            .map(Map.Entry::getKey)
            .toList(),
        was.keySet().stream().filter(path -> !is.containsKey(path)).toList(),
        unchecked);
  }

  /** Whether nothing was found, be it checked or not. */
  public boolean isEmpty() {
    return created.isEmpty() && changed.isEmpty() && deleted.isEmpty();
  }

  /** A line for each path: {@code created /elsewhere/file}. */
  public List<String> describe() {
    return Stream.of(
            created.stream().map(path -> "created " + path),
            changed.stream().map(path -> "changed " + path),
            deleted.stream().map(path -> "deleted " + path))
        .flatMap(lines -> lines)
        .toList();
  }

  private static Map<Path, Listing.Stamp> upTo(Optional<Path> end, Listing listing) {
    if (end.isEmpty()) {
      return listing.stamps();
    }
    Map<Path, Listing.Stamp> compared = new LinkedHashMap<>(listing.stamps());
    compared.keySet().removeIf(path -> Listing.FOLDER_BY_FOLDER.compare(path, end.get()) >= 0);
    return compared;
  }
}
