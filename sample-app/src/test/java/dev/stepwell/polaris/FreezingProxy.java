package dev.stepwell.polaris;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy for a server that can freeze: its connections then stay open without traffic. Counts the live streams. */
final class FreezingProxy implements AutoCloseable {
  private static final String STREAM = "GET /api/live";

  private final ServerSocket listener;
  private final int to;
  private final Set<Socket> streams = ConcurrentHashMap.newKeySet();
  private boolean frozen;

  FreezingProxy(int to) throws IOException {
    this.to = to;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "freezing-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The number of open live streams. */
  int streams() {
    return streams.size();
  }

  synchronized void freeze() {
    frozen = true;
  }

  synchronized void thaw() {
    frozen = false;
    notifyAll();
  }

  private synchronized void awaitThaw() throws InterruptedException {
    while (frozen) {
      wait();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
        start(() -> pass(client, server, client));
        start(() -> pass(server, client, client));
      } catch (IOException e) {
        // this proxy or the server is closed
      }
    }
  }

  private void pass(Socket from, Socket into, Socket client) {
    try (from;
        into) {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      byte[] bytes = new byte[16_384];
      for (int size = in.read(bytes); size >= 0; size = in.read(bytes)) {
        awaitThaw();
        if (from == client && startsStream(bytes, size)) {
          streams.add(client);
        }
        out.write(bytes, 0, size);
        out.flush();
      }
    } catch (IOException e) {
      // one side has disconnected
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      streams.remove(client);
    }
  }

  private static boolean startsStream(byte[] bytes, int size) {
    return new String(bytes, 0, Math.min(size, STREAM.length()), StandardCharsets.ISO_8859_1)
        .equals(STREAM);
  }

  @Override
  public void close() throws IOException {
    thaw();
    listener.close();
  }
}
