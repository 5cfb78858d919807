/**
 * The benchmarks: Stepwell, its peers and the limit, measured on one Postgres in one run.
 *
 * <p>Start with {@link dev.stepwell.benchmarks.BenchmarkCommand}; a {@link dev.stepwell.benchmarks.Contender} is measured by a {@link
 * dev.stepwell.benchmarks.Measurement}.
 */
@NullMarked
package dev.stepwell.benchmarks;

import org.jspecify.annotations.NullMarked;
