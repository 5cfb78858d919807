package dev.stepwell.inngest.registration;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calls of {@link dev.stepwell.Steps} in the class file of a class. */
final class StepsCalls {
  private static final int INVOKE_INTERFACE = 0xb9;
  private static final int GET_STATIC = 0xb2;
  private static final int INVOKE_LENGTH = 5;
  private static final int GET_LENGTH = 3;

  private final ConstantPool pool;
  private final String source;
  private final List<Call> calls = new ArrayList<>();

  private StepsCalls(ConstantPool pool, String source) {
    this.pool = pool;
    this.source = source;
  }

  /**
   * A call.
   *
   * @param method the called method, with its descriptor
   * @param place the file and the line
   * @param lastIsZero whether the last argument is {@code Duration.ZERO}
   */
  record Call(String method, String place, boolean lastIsZero) {}

  /** The calls in this class; none if its class file is unreadable. */
  static List<Call> of(Class<?> type) {
    String file = type.getName().substring(type.getName().lastIndexOf('.') + 1);
    int nested = file.indexOf('$');
    String source = (nested < 0 ? file : file.substring(0, nested)) + ".java";
    try (InputStream in = type.getResourceAsStream(file + ".class")) {
      if (in == null) {
        return List.of();
      }
      DataInputStream data = new DataInputStream(in);
      data.skipNBytes(8);
      StepsCalls calls = new StepsCalls(ConstantPool.read(data), source);
      calls.read(data);
      return calls.calls;
    } catch (IOException e) {
      return List.of();
    }
  }

  private void read(DataInputStream in) throws IOException {
    in.skipNBytes(6);
    in.skipNBytes(2L * in.readUnsignedShort());
    int fields = in.readUnsignedShort();
    for (int i = 0; i < fields; i++) {
      readMember(in);
    }
    int methods = in.readUnsignedShort();
    for (int i = 0; i < methods; i++) {
      readMember(in);
    }
  }

  private void readMember(DataInputStream in) throws IOException {
    in.skipNBytes(6);
    int attributes = in.readUnsignedShort();
    for (int i = 0; i < attributes; i++) {
      boolean isCode = "Code".equals(pool.text(in.readUnsignedShort()));
      long length = Integer.toUnsignedLong(in.readInt());
      if (isCode) {
        readCode(in);
      } else {
        in.skipNBytes(length);
      }
    }
  }

  private void readCode(DataInputStream in) throws IOException {
    in.skipNBytes(4);
    byte[] code = in.readNBytes(in.readInt());
    in.skipNBytes(8L * in.readUnsignedShort());
    int attributes = in.readUnsignedShort();
    List<int[]> lines = new ArrayList<>();
    for (int i = 0; i < attributes; i++) {
      boolean isLines = "LineNumberTable".equals(pool.text(in.readUnsignedShort()));
      long length = Integer.toUnsignedLong(in.readInt());
      if (isLines) {
        int count = in.readUnsignedShort();
        for (int line = 0; line < count; line++) {
          lines.add(new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
        }
      } else {
        in.skipNBytes(length);
      }
    }
    find(code, lines);
  }

  /** The index of an interface method is followed by a zero, so that hardly any other bytes look like a call. */
  private void find(byte[] code, List<int[]> lines) {
    for (int at = 0; at + INVOKE_LENGTH <= code.length; at++) {
      if ((code[at] & 0xff) == INVOKE_INTERFACE && code[at + 4] == 0) {
        String method = pool.methodOf("dev/stepwell/Steps", index(code, at));
        if (method != null) {
          calls.add(new Call(method, source + ":" + line(lines, at), isZeroBefore(code, at)));
        }
      }
    }
  }

  private boolean isZeroBefore(byte[] code, int at) {
    int before = at - GET_LENGTH;
    return before >= 0
        && (code[before] & 0xff) == GET_STATIC
        && Objects.equals(
            "ZEROLjava/time/Duration;", pool.methodOf("java/time/Duration", index(code, before)));
  }

  private static int index(byte[] code, int at) {
    return (code[at + 1] & 0xff) << 8 | (code[at + 2] & 0xff);
  }

  private static int line(List<int[]> lines, int at) {
    int last = 0;
    int line = 0;
    for (int[] entry : lines) {
      if (entry[0] <= at && entry[0] >= last) {
        last = entry[0];
        line = entry[1];
      }
    }
    return line;
  }

  /** The constants of a class file. */
  private static final class ConstantPool {
    private final @Nullable String[] texts;
    private final int[][] references;

    private ConstantPool(int size) {
      this.texts = new String[size];
      this.references = new int[size][];
    }

    static ConstantPool read(DataInputStream in) throws IOException {
      ConstantPool pool = new ConstantPool(in.readUnsignedShort());
      for (int i = 1; i < pool.texts.length; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> pool.texts[i] = in.readUTF();
          case 7, 8, 16, 19, 20 -> pool.references[i] = new int[] {in.readUnsignedShort()};
          case 9, 10, 11, 12, 17, 18 ->
            pool.references[i] = new int[] {in.readUnsignedShort(), in.readUnsignedShort()};
          case 15 -> in.skipNBytes(3);
          case 3, 4 -> in.skipNBytes(4);
          case 5, 6 -> {
            in.skipNBytes(8);
            i++;
          }
          default -> throw new IOException("a constant of an unknown kind: " + tag);
        }
      }
      return pool;
    }

    @Nullable
    String text(int index) {
      return index < texts.length ? texts[index] : null;
    }

    /** The name and the descriptor of a member of this class; null if the constant is not one. */
    @Nullable
    String methodOf(String owner, int index) {
      int[] member = index < references.length ? references[index] : null;
      if (member == null || member.length != 2) {
        return null;
      }
      int[] type = references[member[0]];
      int[] name = references[member[1]];
      boolean isMember = type != null
          && type.length == 1
          && name != null
          && name.length == 2
          && owner.equals(text(type[0]));
      return isMember && name != null ? text(name[0]) + text(name[1]) : null;
    }
  }
}
