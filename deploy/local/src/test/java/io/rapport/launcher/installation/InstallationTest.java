package io.rapport.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.launcher.console.Failure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

  private static final Path HOME = Path.of("/home/ada");

  @TempDir Path directory;

  @Test
  void theDefaultIsInTheUsersDataFolder() {
    assertThat(Installation.ofUser(Map.of(), "Linux", HOME).directory())
        .isEqualTo(Path.of("/home/ada/.local/share/rapport"));
    assertThat(Installation.ofUser(Map.of("XDG_DATA_HOME", "/data/ada"), "Linux", HOME).directory())
        .isEqualTo(Path.of("/data/ada/rapport"));
    assertThat(Installation.ofUser(Map.of("XDG_DATA_HOME", "odd"), "Linux", HOME).directory())
        .isEqualTo(Path.of("/home/ada/.local/share/rapport"));
    assertThat(Installation.ofUser(Map.of(), "Mac OS X", HOME).directory())
        .isEqualTo(Path.of("/home/ada/Library/Application Support/Rapport"));
  }

  @Test
  void onlyItsOwnerEntersIt() throws Exception {
    var installation = new Installation(directory.resolve("new"));
    installation.create();
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(installation.directory())))
        .isEqualTo("rwx------");
  }

  @Test
  void aDirectoryOfSomethingElseIsLeftAlone() throws Exception {
    Files.writeString(directory.resolve("thesis.txt"), "mine");
    var before = Files.getPosixFilePermissions(directory);
    assertThatThrownBy(() -> new Installation(directory).create())
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is not empty");
    assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(before);
  }

  @Test
  void aDirectoryInUseIsRefusedNamingTheProcess() throws Exception {
    var installation = new Installation(directory);
    installation.create();
    try (var lock = InstallationLock.acquire(installation)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> InstallationLock.acquire(installation))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("is in use by pid " + ProcessHandle.current().pid());
      assertThat(InstallationLock.holder(installation)).hasValue(ProcessHandle.current().pid());
    }
    assertThat(InstallationLock.holder(installation)).isEmpty();
  }

  @Test
  void theLastPortsAreRememberedUnlessOthersAreAskedFor() throws Exception {
    var installation = new Installation(directory);
    assertThat(Settings.ports(installation, OptionalInt.empty()).base()).isEqualTo(8080);
    assertThatThrownBy(() -> Settings.require(installation))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no installation");
    new Settings(new Ports(9000), true).write(installation);
    assertThat(Settings.ports(installation, OptionalInt.empty()).base()).isEqualTo(9000);
    assertThat(Settings.ports(installation, OptionalInt.of(7000)).base()).isEqualTo(7000);
    assertThat(Settings.require(installation)).isEqualTo(new Settings(new Ports(9000), true));
  }

  @Test
  void aTakenPortIsNamedWithTheFlagThatHelps() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var wanted = Map.of("ingest", taken.getLocalPort());
      assertThatThrownBy(() -> new Ports(8080).requireFree(wanted))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("port " + taken.getLocalPort() + ", needed by ingest")
          .hasMessageContaining("--ports");
    }
  }

  @Test
  void portsBeyondTheLastOneAreRefused() {
    assertThat(new Ports(65528).postgres()).isEqualTo(65535);
    assertThatThrownBy(() -> new Ports(65529)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> new Ports(80)).isInstanceOf(Failure.class);
  }

  @Test
  void tooLittleDiskIsSaidInAmountsPeopleRead() {
    assertThat(DiskSpace.parse("1GiB").minimumBytes()).isEqualTo(1L << 30);
    assertThat(DiskSpace.parse("500 MiB").minimumBytes()).isEqualTo(500L << 20);
    assertThat(DiskSpace.parse("4096").minimumBytes()).isEqualTo(4096);
    assertThatThrownBy(() -> DiskSpace.parse("much")).isInstanceOf(Failure.class);
    DiskSpace.parse("1").require(directory);
    assertThat(DiskSpace.parse("1").warning(directory)).isEmpty();
    var endless = DiskSpace.parse("900000 TiB");
    assertThatThrownBy(() -> endless.require(directory))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("are free on the disk of " + directory)
        .hasMessageContaining("RAPPORT_MINIMUM_FREE_DISK");
    assertThat(endless.warning(directory))
        .hasValueSatisfying(text -> assertThat(text).contains("full"));
  }
}
