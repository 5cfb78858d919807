/**
 * The internal HTTP API on Polaris's data ({@link dev.stepwell.polaris.api.PolarisServer}), and the client by which the jobs use it
 * ({@link dev.stepwell.polaris.api.PolarisClient}). It imports {@code projects} and nothing else of Polaris.
 */
@NullMarked
package dev.stepwell.polaris.api;

import org.jspecify.annotations.NullMarked;
