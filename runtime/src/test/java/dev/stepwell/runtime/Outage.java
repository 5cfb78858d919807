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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A network on this machine between a client and a server, which can go down and come up again. */
public final class Outage implements AutoCloseable {
  private final int target;
  private final ServerSocket server;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final Set<Closeable> swallowed = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile boolean down;

  /** A network to this port. */
  public Outage(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** How many connections were opened so far. */
  int accepted() {
    return accepted.get();
  }

  /** The port that leads to the target. */
  public int port() {
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

  /** From now on what goes over the connections that are open is lost, without a word to either side; new ones are let through. */
  public void swallow() {
    swallowed.addAll(open);
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
      accepted.incrementAndGet();
      open.add(client);
      if (down) {
        client.close();
        continue;
      }
      connect(client);
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket postgres = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(postgres);
      start(() -> copy(client, postgres));
      start(() -> copy(postgres, client));
    } catch (IOException e) {
      client.close();
    }
  }

  private void copy(Socket from, Socket to) throws IOException {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] buffer = new byte[8192];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        if (swallowed.contains(from)) {
          park();
        }
        out.write(buffer, 0, length);
        out.flush();
      }
    }
  }

  /** Reads no more, and writes nothing: what is sent fills the buffers of the sender. */
  private static void park() {
    while (true) {
      LockSupport.park();
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
