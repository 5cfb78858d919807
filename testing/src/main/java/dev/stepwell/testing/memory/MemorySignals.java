package dev.stepwell.testing.memory;

import dev.stepwell.runtime.store.Signals;
import dev.stepwell.testing.memory.MemoryTables.News;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Signals to the listeners of one JVM. */
final class MemorySignals implements Signals {
  private final MemoryTables tables;

  MemorySignals(MemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public Listening listen(UUID workerId) {
    InMemory listening = new InMemory();
    tables.add(listening);
    return listening;
  }

  private final class InMemory implements Listening, Signals.Listener {
    private final BlockingQueue<News> heard = new LinkedBlockingQueue<>();
    private boolean begun;

    private void hear(News news) {
      if (!heard.contains(news)) {
        heard.add(news);
      }
    }

    @Override
    public boolean await(Duration atMost, Listener listener) {
      if (!begun) {
        begun = true;
        return true;
      }
      try {
        News news = heard.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (news != null) {
          MemoryTables.report(news, listener);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return false;
    }

    @Override
    public void close() {
      tables.remove(this);
    }

    @Override
    public void runsAreDue() {
      hear(News.DUE);
    }

    @Override
    public void runsWereCancelled() {
      hear(News.CANCELLED);
    }

    @Override
    public void effectsAreDue() {
      hear(News.EFFECTS);
    }

    /** Time stands still here until a test sets it forward. */
    @Override
    public void runsAreDueAt(Instant time) {
      hear(News.DUE);
    }

    @Override
    public void singletonsChanged() {
      hear(News.SINGLETONS);
    }

    @Override
    public void functionsChanged() {
      hear(News.FUNCTIONS);
    }
  }
}
