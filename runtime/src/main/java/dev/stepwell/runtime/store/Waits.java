package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.WaitShape;
import java.time.Instant;
import java.util.List;

/** What waits for events need beyond the {@link Journal}, by which they are recorded. */
public interface Waits {
  /**
   * Has every event of this name held against waits of this shape from now on.
   *
   * @return whether that holds; false while a transaction is open that may send such an event without knowing: ask again
   */
  boolean listen(WaitShape shape);

  /**
   * The events of the shape's name whose fields equal those of this JSON object, accepted since then, oldest first, at most {@code
   * most}; without those of the future.
   */
  List<Event> find(WaitShape shape, String match, Instant since, int most);
}
