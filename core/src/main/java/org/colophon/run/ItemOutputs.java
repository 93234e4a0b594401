package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.artifact.ArtifactCheck;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.Sha256;
import org.colophon.items.ItemValue;
import org.colophon.items.Slice;
import org.colophon.pipeline.GatheredAs;
import org.colophon.pipeline.StageSpec;

/**
 * What one item left in its folder, held against what its stage declares, so that an item that made
 * nonsense is the item's failure and not the stage's.
 *
 * @param slices of the item's folder, by alias
 * @param problems one line for each thing that is wrong
 */
record ItemOutputs(Map<String, List<Slice>> slices, List<String> problems) {

  static ItemOutputs of(StageSpec stage, StageFolder folder, SchemaCatalog catalog)
      throws IOException {
    List<String> problems = new ArrayList<>(OutputCheck.undeclared(stage, folder));
    Map<String, List<Slice>> slices = new TreeMap<>();
    for (Map.Entry<String, StageSpec.Output> output : stage.outputs().entrySet()) {
      OfAlias alias = new OfAlias(output.getKey(), output.getValue(), folder, catalog, problems);
      List<Slice> found = alias.slices();
      if (!found.isEmpty()) {
        slices.put(output.getKey(), found);
      }
    }
    return new ItemOutputs(slices, problems);
  }

  /** One declared output. */
  private record OfAlias(
      String alias,
      StageSpec.Output output,
      StageFolder folder,
      SchemaCatalog catalog,
      List<String> problems) {

    List<Slice> slices() throws IOException {
      Path root = folder.output(alias);
      if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
        return missing();
      }
      GatheredAs gathered = GatheredAs.of(output.files()).orElseThrow();
      FilePatterns patterns = patterns(gathered);
      FolderContents contents = FolderContents.of(root);
      contents.others().forEach(name -> problems.add(OutputProblems.notAFile(alias, name)));
      List<Slice> slices = new ArrayList<>();
      int own = 0;
      for (String name : contents.files()) {
        Optional<ArtifactType> type = patterns.typeOf(name);
        if (type.isEmpty()) {
          problems.add(
              "undeclared_output: "
                  + alias
                  + "/"
                  + name
                  + "; an item makes "
                  + String.join(", ", patterns.types().keySet()));
        } else {
          own += type.get().equals(output.type()) ? 1 : 0;
          Path file = root.resolve(name);
          check(file, name, type.get(), gathered);
          slices.add(new Slice(alias + "/" + name, name, 0, Files.size(file), Sha256.of(file)));
        }
      }
      if (own == 0) {
        return missing();
      }
      if (gathered == GatheredAs.NAMED && slices.size() > 1) {
        problems.add(
            "invalid_output: "
                + alias
                + " has "
                + slices.size()
                + " files, and "
                + output.files()
                + " takes one of each item; for more say */"
                + output.files());
      }
      return slices;
    }

    private FilePatterns patterns(GatheredAs gathered) {
      Map<String, ArtifactType> types = new LinkedHashMap<>();
      types.put(gathered.ofOneItem(output.files()), output.type());
      output.also().forEach((pattern, type) -> types.put(gathered.ofOneItem(pattern), type));
      return new FilePatterns(output.type(), types);
    }

    private void check(Path file, String name, ArtifactType type, GatheredAs gathered)
        throws IOException {
      switch (gathered) {
        // the schema is that of the array, which is judged when it is there
        case ARRAY ->
            ItemValue.problems(file)
                .forEach(problem ->
                    problems.add("invalid_output: " + alias + "/" + name + ": " + problem));
        // what the schema wants of all lines together is judged when they are there
        case LINES -> say(name, catalog.checkPart(type, file, Reading.STRICT));
        case TABLE, NAMED, FOLDERS -> say(name, catalog.check(type, file, Reading.STRICT));
      }
    }

    private void say(String name, ArtifactCheck check) {
      problems.addAll(OutputProblems.invalid(alias, name, check));
    }

    private List<Slice> missing() {
      String pattern = GatheredAs.of(output.files()).orElseThrow().ofOneItem(output.files());
      problems.addAll(OutputProblems.missing(alias, output, pattern));
      return List.of();
    }
  }
}
