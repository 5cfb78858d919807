package dev.stepwell.contract;

import dev.stepwell.Singleton;
import java.util.List;

/**
 * That a function has one live run for each key, as the compiler knows it.
 *
 * @param mode what happens to a run while another one of its key is live
 * @param key the expressions that separate runs, such as {@code event.data.projectId}; empty for none
 */
public record SingletonDefinition(Singleton.Mode mode, List<String> key) {
  /** Keeps a copy of the key. */
  public SingletonDefinition {
    key = List.copyOf(key);
  }

  /** With these expressions as the key. */
  public static SingletonDefinition of(Singleton.Mode mode, String... key) {
    return new SingletonDefinition(mode, List.of(key));
  }

  /** The name by which the limit of this function is stored and shown. */
  public String name(String functionId) {
    return LimitRules.name("singleton", "", functionId, key);
  }
}
