package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON schema of each kind of field. */
class GeneratedSchemaTest {
  private static final String ITEM =
      "{\"type\":\"object\",\"properties\":{\"size\":{\"type\":\"string\",\"enum\":[\"S\",\"L\"]},"
          + "\"note\":{\"type\":[\"string\",\"null\"]}},\"required\":[\"size\"],"
          + "\"additionalProperties\":false}";

  /** The generated record of an event with one field of this type, its string constants as they read at run time. */
  private static String generated(String type) throws IOException {
    Compilation compilation = Sources.compile(
        List.of(Sources.source("app.Kinds", """
        package app;
        import java.util.*;
        import org.jspecify.annotations.Nullable;
        public class Kinds {
          enum Size { S, L }
          record Item(Size size, @Nullable String note) {}
          @dev.stepwell.Function(id = "kinds", event = "kinds/sent")
          void run(%s field) {}
        }
        """.formatted(type))), "-Xlint:-processing");
    assertThat(compilation.errors()).isEmpty();
    return compilation
        .generatedSourceFile("app.KindsSent")
        .orElseThrow()
        .getCharContent(false)
        .toString()
        .replaceAll("\"\\s*\\+ \"", "")
        .replace("\\\"", "\"");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
          String                 | {'type':'string'}                                 | true
          @Nullable String       | {'type':['string','null']}                        | false
          int                    | {'type':'integer'}                                | true
          boolean                | {'type':'boolean'}                                | true
          double                 | {'type':'number'}                                 | true
          Size                   | {'type':'string','enum':['S','L']}                | true
          @Nullable Size         | {'type':['string','null'],'enum':['S','L',null]}  | false
          List<String>           | {'type':'array','items':{'type':'string'}}        | true
          Item                   | ITEM                                              | true
          List<Item>             | {'type':'array','items':ITEM}                     | true
          Map<String, Item>      | {'type':'object','additionalProperties':ITEM}     | true
          """)
  void eachKindOfFieldHasItsSchema(String type, String schema, boolean required)
      throws IOException {
    String expected = "{'type':'object','properties':{'field':" + schema + "},'required':["
        + (required ? "'field'" : "") + "],'additionalProperties':false}";
    assertThat(generated(type)).contains(expected.replace("ITEM", ITEM).replace('\'', '"'));
  }
}
