package bad;

import dev.stepwell.*;
import java.io.*;
import java.net.URI;
import java.net.URL;
import java.net.http.*;
import java.nio.file.*;
import java.sql.CallableStatement;
import java.sql.DriverManager;
import java.util.Scanner;
import javax.sql.DataSource;

class IoOutsideStep {
  private final HttpClient client = HttpClient.newHttpClient();
  private DataSource database;
  private CallableStatement call;

  @Function(id = "copy", event = "tests/copy.wanted")
  void copy(String key, Steps steps) throws Exception {
    String text = Files.readString(Path.of(key));
    // ^ warning: [IoOutsideStep] Files.readString(Path.of(key)) is repeated whenever the run is replayed; do it in a @Step
    var request = HttpRequest.newBuilder(URI.create(text)).build();
    client.send(request, HttpResponse.BodyHandlers.ofString());
    // ^ warning: [IoOutsideStep] client.send(request, HttpResponse.BodyHandlers.ofString()) is repeated whenever the run is replayed; do it in a @Step
    URL url = URI.create(text).toURL();
    try (InputStream page = url.openStream();
    // ^ warning: [IoOutsideStep] url.openStream() is repeated whenever the run is replayed; do it in a @Step
    // ^ warning: [OpenResource] InputStream page = url.openStream() is open around steps, so it is closed whenever the run parks and opened again whenever it is replayed; open it in the step that uses it
        InputStream file = new FileInputStream(key)) {
        // ^ warning: [IoOutsideStep] new FileInputStream(key) is repeated whenever the run is replayed; do it in a @Step
        // ^ warning: [OpenResource] InputStream file = new FileInputStream(key) is open around steps, so it is closed whenever the run parks and opened again whenever it is replayed; open it in the step that uses it
      work(page.toString() + file);
    }
    DriverManager.getConnection(key).close();
    // ^ warning: [IoOutsideStep] DriverManager.getConnection(key) is repeated whenever the run is replayed; do it in a @Step
    database.getConnection().close();
    // ^ warning: [IoOutsideStep] database.getConnection() is repeated whenever the run is replayed; do it in a @Step
    File folder = new File(key);
    if (folder.exists()) {
    // ^ warning: [IoOutsideStep] folder.exists() is repeated whenever the run is replayed; do it in a @Step
      new Scanner(System.in).next();
      // ^ warning: [IoOutsideStep] System.in is repeated whenever the run is replayed; do it in a @Step
    }
    call.executeQuery();
    // ^ warning: [IoOutsideStep] call.executeQuery() is repeated whenever the run is replayed; do it in a @Step
    Here.read(steps, key);
  }

  @Step
  void work(String text) {}

  @Function(id = "writers", event = "tests/writers.wanted")
  void writers(String key) throws Exception {
    java.io.StringWriter memory = new java.io.StringWriter();
    new java.io.PrintWriter(memory).println(key);
    new java.util.Scanner(key).next();
    new java.io.PrintWriter(key).println(key);
    // ^ warning: [IoOutsideStep] new java.io.PrintWriter(key) is repeated whenever the run is replayed; do it in a @Step
    new java.util.Scanner(new java.io.File(key)).next();
    // ^ warning: [IoOutsideStep] new java.util.Scanner(new java.io.File(key)) is repeated whenever the run is replayed; do it in a @Step
  }
}

class Here {
  static void read(Steps steps, String key) throws IOException {
    try (Reader reader = new FileReader(key)) {
    // ^ warning: [IoOutsideStep] new FileReader(key) is repeated whenever the run is replayed; do it in a @Step
      reader.read();
    }
  }
}
