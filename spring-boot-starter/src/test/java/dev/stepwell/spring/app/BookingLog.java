package dev.stepwell.spring.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the beans of the application have done, in order. */
public class BookingLog implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public void add(String line) {
    lines.add(line);
  }

  public List<String> lines() {
    return lines;
  }

  @Override
  public void close() {
    add("closed");
  }
}
