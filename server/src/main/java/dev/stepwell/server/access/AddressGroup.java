package dev.stepwell.server.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The addresses of one client: one IPv4 address, or an IPv6 /64 network. */
final class AddressGroup {
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final int IPV6_BYTES = 16;
  private static final int NETWORK_BYTES = 8;

  private AddressGroup() {}

  /** The group of an address, which may have brackets, a zone and a port, as proxies write it. */
  static String of(String address) {
    String bare = address.strip();
    if (bare.startsWith("[") && bare.contains("]")) {
      bare = bare.substring(1, bare.indexOf(']'));
    } else if (bare.matches("[0-9.]+:\\d+")) {
      bare = bare.substring(0, bare.indexOf(':'));
    }
    bare = bare.replaceFirst("%.*$", "");
    if (!NUMERIC.matcher(bare).matches()) {
      return bare;
    }
    try {
      byte[] bytes = InetAddress.getByName(bare).getAddress();
      return HexFormat.of()
          .formatHex(bytes.length == IPV6_BYTES ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    } catch (UnknownHostException e) {
      return bare;
    }
  }
}
