package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.items.Item;
import org.colophon.items.Slice;
import org.colophon.pipeline.GatheredAs;
import org.colophon.pipeline.StageSpec;

/** A file, or a folder of files, for every item, with the item's name. */
record GatheredFiles(
    String alias, StageSpec.Output output, GatheredAs as, StageFolder folder, DurableFiles disk)
    implements Gathering.Whole {

  @Override
  public Slice add(Item item, EarlierItem made, Slice slice, boolean ours) throws IOException {
    String ending = as == GatheredAs.NAMED ? output.files().substring(1) : "/" + slice.name();
    String path = alias + "/" + item.name() + ending;
    Path target = folder.root().resolve(path);
    Path source = made.file(slice);
    if (slice.offset() != 0 || Files.size(source) != slice.bytes()) {
      throw new IOException(source + " is not all the item's own; run the stage again");
    }
    if (ours) {
      disk.move(source, target);
    } else {
      disk.makeFolder(target.resolveSibling(""));
      disk.share(source, target);
    }
    return new Slice(path, slice.name(), 0, slice.bytes(), slice.sha256());
  }
}
