/**
 * The internal HTTP API on Polaris's data ({@link dev.stepwell.polaris.api.PolarisServer}), and the client for the jobs
 * ({@link dev.stepwell.polaris.api.PolarisClient}). Within Polaris, it imports only {@code projects}.
 */
@NullMarked
package dev.stepwell.polaris.api;

import org.jspecify.annotations.NullMarked;
