package dev.stepwell.polaris;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CLI;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The browser of the tests: the system's Chromium, or the one that {@code STEPWELL_CHROMIUM} names. If there is none,
 * it installs Debian's if permitted, otherwise Playwright's.
 */
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /** Chromium makes no requests of its own, and runs as root. */
  private static final List<String> ARGUMENTS = List.of(
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync");

  /** For another program that installs packages. */
  private static final String WAITING = "-oDPkg::Lock::Timeout=600";

  private Chromium() {}

  /** The launch options; installs the browser if necessary, in one of the JVMs of the tests at a time. */
  static BrowserType.LaunchOptions options() throws IOException, InterruptedException {
    Path lock = Path.of(System.getProperty("java.io.tmpdir"), "stepwell-browser.lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      return installed();
    }
  }

  private static BrowserType.LaunchOptions installed() throws IOException, InterruptedException {
    Optional<Path> found = found();
    if (found.isEmpty() && canInstall()) {
      run("apt-get", "-qq", WAITING, "update");
      run("apt-get", "-qq", WAITING, "-y", "install", "chromium", "fonts-dejavu-core");
      found = found();
    }
    BrowserType.LaunchOptions options = new BrowserType.LaunchOptions().setArgs(ARGUMENTS);
    if (found.isPresent()) {
      return options.setExecutablePath(found.get());
    }
    installPlaywrightsOwn();
    return options;
  }

  /** In a separate process, because the command ends the JVM. */
  private static void installPlaywrightsOwn() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    run(java, "-cp", classes, CLI.class.getName(), "install", "chromium");
  }

  private static Optional<Path> found() {
    String named = System.getenv("STEPWELL_CHROMIUM");
    Stream<Path> places = Stream.of(System.getenv("PATH").split(":", -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    return Stream.concat(Stream.ofNullable(named).map(Path::of), places)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean canInstall() {
    return "root".equals(System.getProperty("user.name"))
        && Files.isExecutable(Path.of("/usr/bin/apt-get"));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      System.err.println(String.join(" ", command) + " failed: " + said);
    }
  }
}
