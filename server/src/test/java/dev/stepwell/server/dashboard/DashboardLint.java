package dev.stepwell.server.dashboard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with the files of the dashboard, as far as their text shows it. */
final class DashboardLint {
  private static final int WIDTH = 100;
  private static final String PAGE = "index.html";

  private static final Map<String, Pattern> UNWANTED = new TreeMap<>(Map.of(
      "is left from a search for faults",
      Pattern.compile("\\b(?:debugger|console|alert)\\b"),
      "declares a variable of the whole function",
      Pattern.compile("\\bvar\\s"),
      "converts what it compares",
      Pattern.compile("(?<![=!<>])[=!]=(?!=)")));

  private static final Pattern DECLARED =
      Pattern.compile("\\b(?:const|let|function|class)\\s+(\\w+)");
  private static final Pattern TAKEN_APART =
      Pattern.compile("\\b(?:const|let)\\s*[{\\[]([^=]*?)[}\\]]\\s*=");
  private static final Pattern CAUGHT = Pattern.compile("\\bcatch\\s*\\((\\w+)\\)\\s*\\{");
  private static final Pattern STAR = Pattern.compile("\\bexport\\s*\\*\\s*from\\s*[\"']([^\"']+)");

  /** A call of a function, or a template that it tags; a method that is declared looks like a call. */
  private static final Pattern CALL =
      Pattern.compile("(?<![.\\w$])(\\w+)(?:`|\\((?![^()]*\\)\\s*\\{))");

  private static final Pattern WORD = Pattern.compile("[\\w-]+");
  private static final Pattern CSS_CLASS = Pattern.compile("\\.([a-z][\\w-]*)(?=[^{};]*\\{)");
  private static final Pattern CSS_USE = Pattern.compile("var\\((--[\\w-]+)");

  private final Map<String, String> files;
  private final Map<String, ModuleCode> modules = new TreeMap<>();
  private final Assets assets = new Assets();
  private final ModuleGraph graph;
  private final Map<String, Set<String>> exports = new TreeMap<>();

  /** The names that some module exports or imports. */
  private final Set<String> shared = new TreeSet<>();

  private final Set<String> imported = new TreeSet<>();
  private final List<String> found = new ArrayList<>();

  /**
   * A check of these files.
   *
   * @param files the texts by path; the page is among them
   */
  DashboardLint(Map<String, String> files) {
    this.files = new TreeMap<>(files);
    this.graph = new ModuleGraph(Objects.requireNonNull(files.get(PAGE)), assets::find);
    files.forEach((path, text) -> {
      if (path.endsWith(".js")) {
        modules.put(path, new ModuleCode(text));
      }
    });
    modules.values().forEach(module -> {
      shared.addAll(module.exports());
      module.imports().forEach(each -> each.names().forEach(name -> shared.add(name.here())));
    });
  }

  /** All findings, each with the file. */
  List<String> findings() {
    files.forEach(this::checkFormat);
    modules.forEach((path, module) -> {
      checkWords(path, module);
      checkImports(path, module);
      checkNames(path, module);
      checkCalls(path, module);
      checkCaught(path, module.code());
    });
    modules.forEach(this::checkExports);
    files.forEach((path, text) -> {
      if (path.endsWith(".css")) {
        checkStyles(path, text);
      }
    });
    return found;
  }

  private void checkFormat(String path, String text) {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      String where = path + ":" + (i + 1);
      if (line.codePointCount(0, line.length()) > WIDTH) {
        found.add(where + " is longer than " + WIDTH);
      }
      if (line.indexOf('\t') >= 0) {
        found.add(where + " has a tab");
      }
      if (!line.equals(line.stripTrailing())) {
        found.add(where + " ends with a blank");
      }
      if (i > 0 && i < lines.length - 1 && line.isEmpty() && lines[i - 1].isEmpty()) {
        found.add(where + " is a second empty line");
      }
    }
    if (!text.endsWith("\n") || text.endsWith("\n\n")) {
      found.add(path + " does not end with one line break");
    }
  }

  private void checkWords(String path, ModuleCode module) {
    UNWANTED.forEach((why, pattern) -> {
      Matcher matcher = pattern.matcher(module.code());
      while (matcher.find()) {
        found.add(path + ": " + matcher.group().strip() + " " + why);
      }
    });
    module.doubleQuoted().forEach(text -> found.add(path + ": \"" + text + "\" has double quotes"));
  }

  private void checkImports(String path, ModuleCode module) {
    Set<String> named = new TreeSet<>();
    for (ModuleCode.Import each : module.imports()) {
      String other = graph.resolved(path, each.module());
      if (!named.add(other)) {
        found.add(path + " imports twice from " + each.module());
      }
      if (text(other).isEmpty()) {
        found.add(path + " imports from " + each.module() + ", which is missing");
        continue;
      }
      Set<String> offered = exports(other);
      for (ModuleCode.Name name : each.names()) {
        imported.add(other + " " + name.there());
        if (!offered.contains(name.there())) {
          found.add(path + " imports " + name.there() + ", which " + other + " does not export");
        }
        if (module.uses(name.here()) < 2) {
          found.add(path + " imports " + name.here() + " and does not use it");
        }
      }
    }
  }

  /** What a module exports, with what it passes on from others. */
  private Set<String> exports(String path) {
    Set<String> known = exports.get(path);
    if (known != null) {
      return known;
    }
    Set<String> names = new TreeSet<>();
    exports.put(path, names);
    String text = text(path);
    ModuleCode module = modules.get(path);
    names.addAll(module == null ? ModuleCode.exports(text) : module.exports());
    STAR.matcher(text)
        .results()
        .forEach(match -> names.addAll(exports(graph.resolved(path, match.group(1)))));
    return names;
  }

  /** The text of a file, of the dashboard or of Lit; empty if it is missing. */
  private String text(String path) {
    String own = files.get(path);
    if (own != null || !path.startsWith("webjars/")) {
      return own == null ? "" : own;
    }
    Asset asset = assets.find(path);
    return asset == null ? "" : new String(asset.content, StandardCharsets.UTF_8);
  }

  private static Set<String> declared(String code) {
    Set<String> names = new TreeSet<>();
    DECLARED.matcher(code).results().forEach(match -> names.add(match.group(1)));
    TAKEN_APART
        .matcher(code)
        .results()
        .flatMap(match -> Stream.of(match.group(1).split(",", -1)))
        .map(each -> each.replaceFirst("^[^:]*:", "").replaceAll("[^\\w]", ""))
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    return names;
  }

  private void checkNames(String path, ModuleCode module) {
    declared(module.code()).stream()
        .filter(name -> !module.exports().contains(name) && module.uses(name) < 2)
        .forEach(name -> found.add(path + " declares " + name + " and does not use it"));
  }

  /** A function of another module is called as if it were one of this module. */
  private void checkCalls(String path, ModuleCode module) {
    Set<String> known = declared(module.code());
    module.imports().forEach(each -> each.names().forEach(name -> known.add(name.here())));
    Set<String> others = new TreeSet<>(shared);
    others.removeAll(known);
    CALL.matcher(module.code())
        .results()
        .map(match -> match.group(1))
        .filter(others::remove)
        .forEach(name -> found.add(path + " calls " + name + ", which it does not import"));
  }

  private void checkCaught(String path, String code) {
    Matcher matcher = CAUGHT.matcher(code);
    while (matcher.find()) {
      int end = matcher.end();
      for (int open = 1; open > 0; end++) {
        char c = code.charAt(end);
        open += c == '{' ? 1 : c == '}' ? -1 : 0;
      }
      if (!words(code.substring(matcher.end(), end)).contains(matcher.group(1))) {
        found.add(path + " catches " + matcher.group(1) + " and does not use it");
      }
    }
  }

  private void checkExports(String path, ModuleCode module) {
    for (String name : module.exports()) {
      if (!imported.contains(path + " " + name) && module.uses(name) < 2) {
        found.add(path + " exports " + name + ", which nothing uses");
      }
    }
    String file = path.substring(path.lastIndexOf('/') + 1);
    if (files.entrySet().stream()
        .noneMatch(each -> !each.getKey().equals(path) && each.getValue().contains(file))) {
      found.add(path + " is named nowhere");
    }
  }

  private void checkStyles(String path, String text) {
    Set<String> undeclared = new TreeSet<>();
    CSS_USE.matcher(text).results().forEach(match -> undeclared.add(match.group(1)));
    undeclared.removeIf(name -> text.contains(name + ":"));
    undeclared.forEach(name -> found.add(path + " uses " + name + " and does not declare it"));
    Set<String> classes = new TreeSet<>();
    CSS_CLASS.matcher(text).results().forEach(match -> classes.add(match.group(1)));
    Set<String> named = new TreeSet<>();
    files.forEach((file, other) -> {
      if (!file.equals(path)) {
        named.addAll(words(other));
      }
    });
    classes.removeIf(name -> named.containsAll(List.of(name.split("-"))) || named.contains(name));
    classes.forEach(name -> found.add(path + " has styles of " + name + ", which nothing names"));
  }

  /** The words of a text; those that hyphens join are one. */
  private static Set<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
