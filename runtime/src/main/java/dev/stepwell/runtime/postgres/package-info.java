/**
 * The ports on Postgres: statements, migrations, group commit and notifications. Start with {@link dev.stepwell.runtime.postgres.PostgresStore}.
 */
@NullMarked
package dev.stepwell.runtime.postgres;

import org.jspecify.annotations.NullMarked;
