/**
 * What every implementation of the ports of storage has to do: one contract a port, held by the store in memory and by Postgres, so
 * that the fast one can be believed. Start with {@link dev.stepwell.testing.contract.Contract}.
 */
@NullMarked
package dev.stepwell.testing.contract;

import org.jspecify.annotations.NullMarked;
