package dev.stepwell.polaris;

import dev.stepwell.dev.DevDatabase;
import dev.stepwell.polaris.github.GithubClient;
import dev.stepwell.polaris.github.standin.GithubStandIn;
import dev.stepwell.server.StepwellServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code polaris}. */
@Command(
    name = "polaris",
    version = "polaris 0.1.0-SNAPSHOT",
    description = "A small back end of an AI code editor, on Stepwell.",
    mixinStandardHelpOptions = true,
    subcommands = {Main.DemoCommand.class, Main.ServeCommand.class})
public final class Main {
  /** The account of the stand-in GitHub, and the token that opens it. */
  static final String LOGIN = "polaris";

  static final String TOKEN = "demo-token";

  private static final Path HOME = Path.of(".stepwell").toAbsolutePath();

  private Main() {}

  /** Runs the command. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, command, parsed) -> {
          System.err.println("polaris: " + e.getMessage());
          LoggerFactory.getLogger(Main.class).debug("the command failed", e);
          return 1;
        })
        .execute(arguments));
  }

  static GithubStandIn standIn() throws IOException {
    return GithubStandIn.start(HOME.resolve("github"), 0, Map.of(TOKEN, LOGIN));
  }

  static DevDatabase database() {
    return DevDatabase.open(HOME.resolve("postgres"));
  }

  /** {@code polaris demo}. */
  @Command(
      name = "demo",
      description = "Imports a git repository, lets the agent change it, and exports it.",
      mixinStandardHelpOptions = true)
  static final class DemoCommand implements Callable<Integer> {
    @Option(
        names = "--repo",
        paramLabel = "PATH",
        description = "the git repository to import (default: a small one is created)")
    private @Nullable Path repo;

    @Option(names = "--unchanged", description = "send no messages: the export equals the import")
    private boolean unchanged;

    @Option(
        names = "--backend",
        paramLabel = "NAME",
        description = "where runs are stored: postgres or inngest (default: ${DEFAULT-VALUE})",
        defaultValue = "postgres")
    private Backend backend = Backend.POSTGRES;

    @Option(
        names = "--server",
        paramLabel = "URL",
        description = "a development server of Inngest (default: one in this process, for tests)")
    private @Nullable URI server;

    @ArgGroup(exclusive = false)
    private @Nullable Account account;

    /** Where runs are stored. */
    enum Backend {
      /** On the database of the demo. */
      POSTGRES,
      /** On an Inngest server. */
      INNGEST
    }

    /** An account on another GitHub. */
    static final class Account {
      @Option(
          names = "--github",
          paramLabel = "URL",
          required = true,
          description = "GitHub's REST API (default: a stand-in on this machine)")
      private URI endpoint = GithubClient.GITHUB;

      @Option(
          names = "--token",
          paramLabel = "TOKEN",
          required = true,
          description = "a token of the account in which the demo creates two private repositories")
      private String token = "";
    }

    @Override
    public Integer call() throws Exception {
      if (account != null) {
        DemoGithub remote =
            new RemoteDemoGithub(new GithubClient(account.endpoint, account.token), account.token);
        return run(remote, account.endpoint);
      }
      try (GithubStandIn standIn = standIn()) {
        return run(new StandInDemoGithub(standIn), standIn.endpoint());
      }
    }

    private int run(DemoGithub github, URI endpoint) throws Exception {
      Polaris.Settings settings = Polaris.Settings.of(System.getenv(), endpoint, 0);
      try (DevDatabase database = database()) {
        return switch (backend) {
          case POSTGRES -> onPostgres(database, settings, github);
          case INNGEST -> onInngest(database, settings, github);
        };
      }
    }

    private int onInngest(DevDatabase database, Polaris.Settings settings, DemoGithub github)
        throws Exception {
      String origin = server == null ? null : server.toString();
      try (PolarisOnInngest polaris = PolarisOnInngest.start(database, settings, origin)) {
        Demo demo =
            new Demo(polaris.client(), polaris.sender(), polaris.runs(), github, HOME, System.out);
        return demo.run(repo, unchanged) ? 0 : 1;
      }
    }

    private int onPostgres(DevDatabase database, Polaris.Settings settings, DemoGithub github)
        throws Exception {
      try (Polaris polaris = Polaris.start(database, settings)) {
        return new Demo(polaris, github, HOME, System.out).run(repo, unchanged) ? 0 : 1;
      }
    }
  }

  /** {@code polaris serve}. */
  @Command(
      name = "serve",
      description = "Stays up, accepts events and shows its runs on 127.0.0.1.",
      mixinStandardHelpOptions = true)
  static final class ServeCommand implements Callable<Integer> {
    @Option(
        names = "--port",
        description = "the port (default: ${DEFAULT-VALUE})",
        defaultValue = "" + StepwellServer.PORT)
    private int port;

    @Option(
        names = "--internal-port",
        description = "the port of the internal API (default: ${DEFAULT-VALUE})",
        defaultValue = "8289")
    private int internalPort;

    @Option(
        names = "--github",
        paramLabel = "URL",
        description =
            "GitHub's REST API (default: a stand-in on this machine, with its repositories under .stepwell/github)")
    private @Nullable URI real;

    @Override
    public Integer call() throws Exception {
      CountDownLatch stopped = new CountDownLatch(1);
      CountDownLatch closed = new CountDownLatch(1);
      try (GithubStandIn standIn = standIn();
          DevDatabase database = database();
          Polaris polaris = Polaris.start(
              database,
              Polaris.Settings.of(
                  System.getenv(), real != null ? real : standIn.endpoint(), internalPort));
          StepwellServer server = StepwellServer.start(polaris.stepwell(), port)) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped, closed)));
        System.out.println("The dashboard: http://127.0.0.1:" + server.port() + "/");
        System.out.println(
            "Send events to: POST http://127.0.0.1:" + server.port() + "/api/events");
        System.out.println("Its data: http://127.0.0.1:" + polaris.internalPort()
            + "/internal, with the value of POLARIS_INTERNAL_KEY in the header X-Internal-Key");
        System.out.println(
            "The stand-in GitHub stores its repositories in " + HOME.resolve("github")
                + "/OWNER/NAME.git, and accepts the token " + TOKEN + " of " + LOGIN);
        stopped.await();
      } finally {
        closed.countDown();
      }
      return 0;
    }

    /** Lets everything close before the JVM ends. */
    private static void stop(CountDownLatch stopped, CountDownLatch closed) {
      stopped.countDown();
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
