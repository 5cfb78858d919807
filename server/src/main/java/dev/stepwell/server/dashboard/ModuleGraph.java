package dev.stepwell.server.dashboard;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The modules that a page imports. A browser that is not told of them finds each only in the one that imports it, and asks for them one
 * after the other.
 */
final class ModuleGraph {
  private static final String ASSETS = "./assets/";
  private static final Pattern IMPORT =
      Pattern.compile("(?:\\bfrom|\\bimport)\\s*[\"']([^\"']+)[\"']");
  private static final Pattern MAPPED = Pattern.compile("\"([^\"]+)\": *\"(\\./[^\"]+)\"");

  private final Function<String, @Nullable Asset> assets;
  private final Map<String, String> mapped = new TreeMap<>();

  /**
   * Modules that are found in these assets.
   *
   * @param page the page, with its import map
   */
  ModuleGraph(String page, Function<String, @Nullable Asset> assets) {
    this.assets = assets;
    Matcher map = MAPPED.matcher(page);
    while (map.find()) {
      mapped.put(map.group(1), map.group(2).substring(ASSETS.length()));
    }
  }

  /** The paths of this module and of all that it imports, below the assets; those that are missing are left to the browser. */
  Set<String> from(String module) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(module));
    while (!open.isEmpty()) {
      String path = open.remove();
      Asset asset = found.contains(path) ? null : assets.apply(path);
      if (asset != null) {
        found.add(path);
        Matcher imports = IMPORT.matcher(new String(asset.content, StandardCharsets.UTF_8));
        while (imports.find()) {
          open.add(resolved(path, imports.group(1)));
        }
      }
    }
    return found;
  }

  /** The path, below the assets, of the module that this one imports by this name. */
  String resolved(String from, String name) {
    if (name.startsWith(".")) {
      return URI.create("/" + from).resolve(name).getPath().substring(1);
    }
    String exact = mapped.get(name);
    if (exact != null) {
      return exact;
    }
    return mapped.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("/") && name.startsWith(entry.getKey()))
        .map(entry -> entry.getValue() + name.substring(entry.getKey().length()))
        .findFirst()
        .orElse(name);
  }
}
