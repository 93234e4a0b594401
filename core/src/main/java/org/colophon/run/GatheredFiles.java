package org.colophon.run;

import java.io.IOException;
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
    if (ours) {
      disk.move(made.file(slice), target);
    } else {
      disk.makeFolder(target.resolveSibling(""));
      disk.share(made.file(slice), target);
    }
    return new Slice(path, slice.name(), 0, slice.bytes(), slice.sha256());
  }
}
