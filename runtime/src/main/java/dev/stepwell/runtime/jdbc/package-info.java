/**
 * Guards around the JDBC objects of users. Start with {@link dev.stepwell.runtime.jdbc.StepTransaction}.
 */
@NullMarked
package dev.stepwell.runtime.jdbc;

import org.jspecify.annotations.NullMarked;
