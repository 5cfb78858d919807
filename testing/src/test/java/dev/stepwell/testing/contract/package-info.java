/**
 * The contracts of the ports of storage, one per port. The store in memory and Postgres both fulfil them, so that tests
 * on the fast one are valid. Start with {@link dev.stepwell.testing.contract.Contract}.
 */
@NullMarked
package dev.stepwell.testing.contract;

import org.jspecify.annotations.NullMarked;
