package dev.stepwell.runtime.postgres;

/** The statements that list runs, each with one that finds the last examined run. */
final class RunListStatements {
  static final String LIST_ALL = list("""
      select * from stepwell.run where id < ? and id >= ? order by id desc limit ?""");
  static final String LAST_OF_ALL =
      "select id from stepwell.run where id < ? and id >= ? order by id desc offset ? limit 1";

  static final String LIST_UNSUCCESSFUL = list("""
      select * from stepwell.run
      where status in ('failed', 'cancelled') and id < ? and id >= ?
      order by id desc
      limit ?""");
  static final String LAST_UNSUCCESSFUL = """
      select id from stepwell.run
      where status in ('failed', 'cancelled') and id < ? and id >= ?
      order by id desc
      offset ? limit 1""";

  static final String LIST_SKIPPED = list("""
      select r.*
      from (
        select run_id from stepwell.skipped_run where run_id < ? and run_id >= ? order by run_id desc limit ?
      ) as newest
      join stepwell.run r on r.id = newest.run_id""");
  static final String LAST_SKIPPED =
      "select run_id as id from stepwell.skipped_run where run_id < ? and run_id >= ? order by run_id desc offset ? limit 1";

  static final String LIST_LIVE = list("""
      select * from (
        select * from stepwell.run where due_at is not null and function_id >= ? and function_id <= ?
        union all
        select * from stepwell.run where status = 'running' and function_id >= ? and function_id <= ?
      ) as live
      where id < ? and id >= ?
      limit ?""");

  static final String LIST_RETRYING = list("""
      select r.*
      from (
        select distinct newest.run_id from (
          select run_id from stepwell.failed_attempt where run_id < ? and run_id >= ? order by run_id desc limit ?
        ) as newest
      ) as attempted
      join stepwell.run r on r.id = attempted.run_id
      where r.ended_at is null and exists (
        select from stepwell.failed_attempt f
        join stepwell.step s on s.run_id = f.run_id and s.id = f.step_id
        where f.run_id = r.id and s.status = 'retrying')""");
  static final String LAST_RETRYING = """
      select run_id as id from stepwell.failed_attempt where run_id < ? and run_id >= ? order by run_id desc offset ? limit 1""";

  private RunListStatements() {}

  /** The examined runs that match a filter. JSON operators reject text with an escaped character 0. */
  private static String list(String lookedAt) {
    return """
      select %s
      from (
      %s
      ) as looked
      where (?::text is null or function_id = ?)
        and (cardinality(?::text[]) = 0 or status = any (?))
        and (?::text is null or strpos(id::text, ?) > 0 or strpos(lower(event_id), ?) > 0
          or case when ?::boolean
            then error is not null or (ended_at is null and exists (
              select from stepwell.failed_attempt f
              join stepwell.step s on s.run_id = f.run_id and s.id = f.step_id and s.status = 'retrying'
              where f.run_id = looked.id))
            else strpos(lower(case when strpos(error::text, '\\u0000') > 0 then error::text
              else concat(error ->> 'type', ' ', error ->> 'message') end), ?) > 0 end)
        and (?::text is null or (select e.name from stepwell.event e where e.id = event_id) = ?)
      order by id desc
      limit ?""".formatted(RunColumns.LISTED, lookedAt);
  }
}
