package dev.stepwell.runtime.postgres;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * An array of ids in binary form, if the connection supports it; otherwise as text, which costs Postgres about a tenth
 * of the cost of storing a step.
 */
final class UuidArray extends PGobject implements PGBinaryObject {
  @Serial
  private static final long serialVersionUID = 1L;

  private static final int HEAD = 5 * Integer.BYTES;
  private static final int UUID_BYTES = 2 * Long.BYTES;

  private final @Nullable UUID[] ids;

  private UuidArray(@Nullable UUID[] ids) throws SQLException {
    this.ids = ids;
    setType("_uuid");
  }

  /** One id of each item; the ids may be null. */
  static <T> UuidArray of(Collection<T> items, Function<T, @Nullable UUID> id) throws SQLException {
    return new UuidArray(items.stream().map(id).toArray(UUID[]::new));
  }

  /** Makes the connection send such arrays in binary form, unless it sends parameters within the statement. */
  static void sendBinary(Connection connection) throws SQLException {
    if (connection.isWrapperFor(BaseConnection.class)) {
      BaseConnection driver = connection.unwrap(BaseConnection.class);
      if (driver.getPreferQueryMode() != PreferQueryMode.SIMPLE) {
        driver.getQueryExecutor().addBinarySendOid(Oid.UUID_ARRAY);
      }
    }
  }

  @Override
  public String getValue() {
    return Arrays.stream(ids).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  @Override
  public void setByteValue(byte[] value, int offset) {
    throw new UnsupportedOperationException("this array is only sent");
  }

  @Override
  public int lengthInBytes() {
    int length = HEAD;
    for (UUID id : ids) {
      length += Integer.BYTES + (id == null ? 0 : UUID_BYTES);
    }
    return length;
  }

  /** As {@code array_send} of Postgres writes it: dimensions, whether there are nulls, type, length, first index, elements. */
  @Override
  public void toBytes(byte[] bytes, int offset) {
    ByteBuffer to = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
    boolean nulls = Arrays.stream(ids).anyMatch(id -> id == null);
    to.putInt(1).putInt(nulls ? 1 : 0).putInt(Oid.UUID).putInt(ids.length).putInt(1);
    for (UUID id : ids) {
      if (id == null) {
        to.putInt(-1);
      } else {
        to.putInt(UUID_BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
      }
    }
  }
}
