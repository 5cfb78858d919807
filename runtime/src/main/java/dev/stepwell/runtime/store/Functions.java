package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StoredFunctions;
import java.util.List;

/** The functions that any process of the application has made known. */
public interface Functions {
  /** Makes these functions known, in one transaction; a new version results if one of them is new or differs. */
  void publish(List<StoredFunction> functions);

  /** All functions that are known. */
  StoredFunctions load();
}
