package org.colophon.provenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;

/**
 * {@code meta_env.json}: the machine, tools and settings that one stage ran with.
 *
 * @param tools what each declared tool says of its version
 * @param sandbox backend that confined the stage, or {@code none}
 * @param sandboxImage what it found in its container, with the digest; left out if there was none
 * @param sandboxNote why it was not confined, or not by the best there is; empty if it was
 * @param sandboxNotEnforced what of its policy, or of the sandbox's full strength, this machine did
 *     not allow
 * @param secrets names of those that the stage was given, sorted; left out if there are none
 */
public record MetaEnv(
    String schemaName,
    String schemaVersion,
    Machine machine,
    Map<String, String> tools,
    String sandbox,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String sandboxImage,
    String sandboxNote,
    List<String> sandboxNotEnforced,
    String profile,
    @JsonProperty("profile_sha256") String profileSha256,
    String colophonVersion,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> secrets) {

  public MetaEnv(
      Machine machine,
      Map<String, String> tools,
      String sandbox,
      String sandboxImage,
      String sandboxNote,
      List<String> sandboxNotEnforced,
      String profile,
      String profileSha256,
      String colophonVersion,
      List<String> secrets) {
    this(
        "MetaEnv",
        "1.0",
        machine,
        tools,
        sandbox,
        sandboxImage,
        sandboxNote,
        sandboxNotEnforced,
        profile,
        profileSha256,
        colophonVersion,
        secrets);
  }

  public MetaEnv {
    sandboxNotEnforced = List.copyOf(sandboxNotEnforced);
    tools = Collections.unmodifiableMap(new TreeMap<>(tools));
    secrets = secrets.stream().sorted().toList();
  }

  /** Digest of all of it: two stages with the same one ran in the same environment. */
  public String sha256() {
    return Sha256.of(Json.text(this));
  }
}
