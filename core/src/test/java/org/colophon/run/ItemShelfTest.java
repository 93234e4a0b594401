package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.colophon.items.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

class ItemShelfTest {
  @TempDir Path scratch;

  private final DurableFiles disk = new DurableFiles().unsynced();

  private ItemShelf shelf() {
    return new ItemShelf(new ItemFolders(scratch.resolve("items")), List.of("out"), disk);
  }

  private StageFolder folder(String key) {
    return new ItemFolders(scratch.resolve("items")).of(key);
  }

  private static Item item(String key) {
    return new Item(key, "row 1", new Item.Content.Row(JsonNodeFactory.instance.objectNode()));
  }

  /** What core writes for an item, and an empty log each. */
  private StageFolder began(ItemShelf shelf, String key) throws IOException {
    StageFolder folder = folder(key);
    shelf.prepare(folder);
    GuardedRecords records = new GuardedRecords(folder);
    records.write(disk, folder.inputs(), "context of " + key);
    records.write(disk, folder.command(), "command of " + key);
    return folder;
  }

  private void ended(ItemShelf shelf, String key) throws IOException {
    Files.writeString(folder(key).root().resolve("left.txt"), "left");
    shelf.shelve(item(key), folder(key), Map.of(), Map.of());
  }

  @Test
  void theNextItemHasTheSameFilesWithItsOwnText() throws IOException {
    ItemShelf shelf = shelf();
    StageFolder first = began(shelf, "a");
    Files.createFile(first.stdout());
    // a number would say little: a new file often gets that of one that was just removed
    try (InputStream context = Files.newInputStream(first.inputs());
        InputStream command = Files.newInputStream(first.command());
        InputStream log = Files.newInputStream(first.stdout())) {
      ended(shelf, "a");
      StageFolder next = began(shelf, "b");
      Files.writeString(next.stdout(), "said");
      assertThat(context).hasContent("context of b");
      assertThat(command).hasContent("command of b");
      assertThat(log).hasContent("said");
    }
    StageFolder next = folder("b");
    assertThat(next.inputs()).hasContent("context of b");
    assertThat(next.command()).hasContent("command of b");
    assertThat(next.root().resolve("left.txt")).doesNotExist();
    assertThat(first.root()).doesNotExist();
  }

  @Test
  void nothingIsWrittenThroughASecondNameThatAnItemGaveAFile() throws IOException {
    ItemShelf shelf = shelf();
    StageFolder first = began(shelf, "a");
    Path kept = scratch.resolve("kept");
    Path log = Files.createFile(scratch.resolve("log"));
    Files.createLink(kept, first.inputs());
    Files.createSymbolicLink(first.stdout(), log);
    ended(shelf, "a");
    StageFolder next = began(shelf, "b");
    assertThat(kept).hasContent("context of a");
    assertThat(next.inputs()).hasContent("context of b");
    assertThat(Files.exists(next.stdout(), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void aFileThatAnItemClosedToItsOwnerServesNoOther() throws IOException {
    ItemShelf shelf = shelf();
    StageFolder first = began(shelf, "a");
    Files.setPosixFilePermissions(first.command(), PosixFilePermissions.fromString("---------"));
    Files.createFile(
        first.stderr(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--r--r--")));
    ended(shelf, "a");
    StageFolder next = folder("b");
    shelf.prepare(next);
    assertThat(next.command()).doesNotExist();
    assertThat(next.stderr()).doesNotExist();
  }

  @Test
  void aRecordThatWasNotWrittenForAnItemIsNotThatOfAnother() throws IOException {
    ItemShelf shelf = shelf();
    began(shelf, "a");
    ended(shelf, "a");
    StageFolder next = folder("b");
    shelf.prepare(next);
    GuardedRecords records = new GuardedRecords(next);
    records.write(disk, next.inputs(), "context of b");
    records.removeUnlessWritten(disk, next.command());
    records.removeUnlessWritten(disk, next.inputs());
    assertThat(next.command()).doesNotExist();
    assertThat(next.inputs()).hasContent("context of b");
  }
}
