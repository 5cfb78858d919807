/**
 * Guards around JDBC objects that users are handed. Start with {@link dev.stepwell.runtime.jdbc.StepTransaction}.
 */
@NullMarked
package dev.stepwell.runtime.jdbc;

import org.jspecify.annotations.NullMarked;
