package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StoredFunctions;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.store.Functions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The functions that are known to the database. */
final class PostgresFunctions implements Functions {
  static final String PUBLISH = """
      with changed as (
        insert into stepwell.function as known (id, definition, published_at)
        select f.id, f.definition::json, now() from unnest(?::text[], ?::text[]) as f (id, definition)
        order by f.id
        on conflict (id) do update set definition = excluded.definition, published_at = excluded.published_at
        where known.definition::text <> excluded.definition::text
        returning id
      )
      update stepwell.functions_version set version = version + 1 where exists (select from changed)""";
  static final String SHAPES =
      "select event, fields from stepwell.wait_shape order by event, fields";
  static final String LOAD = "select definition from stepwell.function order by id";

  private final DataSource dataSource;
  private final StoredJson json;

  PostgresFunctions(DataSource dataSource, StoredJson json) {
    this.dataSource = dataSource;
    this.json = json;
  }

  @Override
  public void publish(List<StoredFunction> functions) {
    Database.run(dataSource, "publish the functions", connection -> {
      if (insert(connection, functions) > 0) {
        Notices notices = new Notices();
        notices.functionsChanged();
        notices.send(connection);
      }
      return functions;
    });
  }

  private int insert(Connection connection, List<StoredFunction> functions) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(PUBLISH)) {
      insert.setArray(1, texts(connection, functions, StoredFunction::id));
      insert.setArray(2, texts(connection, functions, json::encode));
      return insert.executeUpdate();
    }
  }

  private static List<WaitShape> shapes(Connection connection) throws SQLException {
    List<WaitShape> shapes = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SHAPES);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        String[] fields = (String[]) rows.getArray("fields").getArray();
        shapes.add(new WaitShape(rows.getString("event"), List.of(fields)));
      }
    }
    return shapes;
  }

  @Override
  public StoredFunctions load() {
    return Database.read(dataSource, "load the functions", connection -> {
      long version = GroupTransaction.functionsVersion(connection);
      List<StoredFunction> functions = new ArrayList<>();
      try (PreparedStatement select = connection.prepareStatement(LOAD);
          ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          functions.add(json.function(rows.getString(1)));
        }
      }
      return new StoredFunctions(version, functions, shapes(connection));
    });
  }
}
