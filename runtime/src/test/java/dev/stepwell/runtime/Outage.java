package dev.stepwell.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network on this machine between a client and a server, which can go down and come up again. */
final class Outage implements AutoCloseable {
  private final int target;
  private final ServerSocket server;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile boolean down;

  Outage(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Breaks all connections, and every new one. */
  void begin() throws IOException {
    down = true;
    for (Closeable socket : open) {
      socket.close();
    }
    open.clear();
  }

  /** Lets new connections through. */
  void end() {
    down = false;
  }

  @Override
  public void close() throws IOException {
    server.close();
    begin();
  }

  private void accept() throws IOException {
    while (!server.isClosed()) {
      Socket client = server.accept();
      open.add(client);
      if (down) {
        client.close();
        continue;
      }
      Socket postgres = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(postgres);
      start(() -> copy(client, postgres));
      start(() -> copy(postgres, client));
    }
  }

  private static void copy(Socket from, Socket to) throws IOException {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    }
  }

  private interface Piping {
    void run() throws IOException;
  }

  private static void start(Piping piping) {
    Thread thread = new Thread(() -> {
      try {
        piping.run();
      } catch (IOException e) {
        // The connection has ended, as connections of a network that goes down do.
      }
    });
    thread.setDaemon(true);
    thread.start();
  }
}
