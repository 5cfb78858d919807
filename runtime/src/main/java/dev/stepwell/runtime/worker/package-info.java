/**
 * Claims runs, holds the lease, wakes and sweeps. Start with {@link dev.stepwell.runtime.worker.Worker}.
 */
@NullMarked
package dev.stepwell.runtime.worker;

import org.jspecify.annotations.NullMarked;
