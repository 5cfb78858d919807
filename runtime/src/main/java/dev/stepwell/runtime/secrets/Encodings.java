package dev.stepwell.runtime.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What secrets look like in URLs, in JSON, in HTML, in SQL, in Base64, in hexadecimal and as lists of bytes. */
final class Encodings {
  /** A shorter form would be found by chance. */
  private static final int SHORTEST_BASE64 = 6;

  /** Five bytes take six characters that follow from them alone, wherever they begin. */
  private static final int MAX_SHORT_BYTES = 4;

  private static final int GROUP_BYTES = 3;
  private static final int BITS = 6;
  private static final int BYTE_BITS = 8;

  private Encodings() {}

  /** The value itself, and how it is written in a URL and in JSON, once and twice, in HTML, and between quotes in SQL and CSV. */
  static Set<String> plain(String value) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(value);
    String url = URLEncoder.encode(value, StandardCharsets.UTF_8);
    addUrl(url, forms);
    addUrl(URLEncoder.encode(url, StandardCharsets.UTF_8), forms);
    addJson(value, forms);
    addHtml(value, forms);
    forms.add(value.replace("'", "''"));
    forms.add(value.replace("\"", "\"\""));
    return forms;
  }

  private static void addJson(String value, Set<String> forms) {
    String json = json(value, false);
    forms.add(json);
    forms.add(json(json, false));
    forms.add(json.replace("/", "\\/"));
    for (String form : new String[] {json, json(value, true)}) {
      forms.add(form);
      forms.add(upperHex(form));
      forms.add(htmlSafe(form));
    }
  }

  /** As encoders write it that keep JSON apart from the HTML around it. */
  private static String htmlSafe(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("'", "\\u0027")
        .replace("=", "\\u003d");
  }

  private static void addHtml(String value, Set<String> forms) {
    String html = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    forms.add(html);
    String quoted = html.replace("\"", "&quot;");
    forms.add(quoted);
    for (String apostrophe : new String[] {"&#39;", "&apos;", "&#x27;"}) {
      String all = quoted.replace("'", apostrophe);
      forms.add(all);
      forms.add(all.replace("`", "&#x60;"));
      forms.add(all.replace("/", "&#x2F;").replace("`", "&#x60;").replace("=", "&#x3D;"));
    }
    forms.add(html.replace("\"", "&#34;").replace("'", "&#39;"));
  }

  private static void addUrl(String url, Set<String> forms) {
    for (String form : new String[] {url, url.replace("+", "%20"), unreserved(url)}) {
      forms.add(form);
      forms.add(lowerHex(form));
    }
  }

  /** The form of encoders that leave more characters of a query unencoded. */
  private static String unreserved(String url) {
    return url.replace("+", "%20")
        .replace("%21", "!")
        .replace("%27", "'")
        .replace("%28", "(")
        .replace("%29", ")")
        .replace("%7E", "~")
        .replace("%3A", ":")
        .replace("%40", "@")
        .replace("%24", "$")
        .replace("%2C", ",")
        .replace("%3B", ";")
        .replace("%2F", "/")
        .replace("%3F", "?")
        .replace("%3D", "=");
  }

  private static String lowerHex(String url) {
    StringBuilder lower = new StringBuilder(url);
    for (int i = url.indexOf('%'); i >= 0 && i + 2 < url.length(); i = url.indexOf('%', i + 1)) {
      lower.replace(i, i + 3, url.substring(i, i + 3).toLowerCase(Locale.ROOT));
    }
    return lower.toString();
  }

  private static String upperHex(String json) {
    StringBuilder upper = new StringBuilder(json);
    for (int i = json.indexOf("\\u"); i >= 0; i = json.indexOf("\\u", i + 2)) {
      int end = Math.min(i + 6, json.length());
      upper.replace(i + 2, end, json.substring(i + 2, end).toUpperCase(Locale.ROOT));
    }
    return upper.toString();
  }

  private static String json(String value, boolean ascii) {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        default -> {
          if (c < ' ' || (ascii && c > '~')) {
            json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.toString();
  }

  /** The parts of Base64 texts that depend only on the value, for each offset within a group of three bytes. */
  static Set<String> base64(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    Set<String> forms = new LinkedHashSet<>();
    for (int before = 0; before < GROUP_BYTES; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      int from = (before * BYTE_BITS + BITS - 1) / BITS;
      int to = shifted.length * BYTE_BITS / BITS;
      if (to - from >= SHORTEST_BASE64) {
        for (Base64.Encoder encoder : Arrays.asList(Base64.getEncoder(), Base64.getUrlEncoder())) {
          forms.add(encoder.encodeToString(shifted).substring(from, to));
        }
      }
    }
    return forms;
  }

  /** Whether the value is so short that not each of its Base64 forms is looked for: some would be found by chance. */
  static boolean isShortInBase64(String value) {
    return value.getBytes(StandardCharsets.UTF_8).length <= MAX_SHORT_BYTES;
  }

  /** Its bytes in hexadecimal, in lower and upper case, also apart. */
  static Set<String> hex(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    Set<String> forms = new LinkedHashSet<>();
    for (String between : new String[] {"", ":", " ", "-", "%", "\\x", ", ", ", 0x"}) {
      String form = HexFormat.ofDelimiter(between).formatHex(bytes);
      forms.add(form);
      forms.add(HexFormat.ofDelimiter(between).withUpperCase().formatHex(bytes));
    }
    return forms;
  }

  /** Its bytes as decimal numbers, as arrays and lists are printed. */
  static Set<String> bytes(String value) {
    List<String> numbers = new ArrayList<>();
    for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
      numbers.add(String.valueOf(each));
    }
    return Set.of(String.join(", ", numbers), String.join(",", numbers));
  }

  static boolean isBase64(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || "+/-_=".indexOf(c) >= 0;
  }
}
