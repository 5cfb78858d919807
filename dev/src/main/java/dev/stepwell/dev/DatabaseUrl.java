package dev.stepwell.dev;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The address of a database, in the form of JDBC or of libpq.
 *
 * @param jdbcUrl the JDBC URL; user and password only if the address has JDBC's form and contains them
 * @param user the user; null if the address names none
 * @param password the password; null if the address has none
 */
record DatabaseUrl(
    String jdbcUrl, @Nullable String user, @Nullable String password) {
  /** The environment variable with the address. */
  static final String VARIABLE = "STEPWELL_DATABASE_URL";

  private static final String FORMS =
      "; use jdbc:postgresql://host:port/database?user=…&password=…, or"
          + " postgresql://user:password@host:port/database, with characters such as @ and / in a password percent-encoded";

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is not valid; the message never contains the password
   */
  static DatabaseUrl parse(String text) {
    String url = text.strip();
    if (url.startsWith("jdbc:postgresql:")) {
      return new DatabaseUrl(url, null, null);
    }
    if (!url.startsWith("postgres://") && !url.startsWith("postgresql://")) {
      throw new IllegalArgumentException(
          VARIABLE + " is not the address of a Postgres database" + FORMS);
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          VARIABLE + " is not a valid address: " + e.getReason() + FORMS);
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(VARIABLE + " has no host" + FORMS);
    }
    String path =
        uri.getRawPath() == null || uri.getRawPath().length() < 2 ? "/postgres" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String[] login =
        uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
    return new DatabaseUrl(
        "jdbc:postgresql://" + uri.getHost() + port + path + query,
        login.length > 0 ? decoded(login[0]) : null,
        login.length > 1 ? decoded(login[1]) : null);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    int query = jdbcUrl.indexOf('?');
    return query < 0 ? jdbcUrl : jdbcUrl.substring(0, query);
  }
}
