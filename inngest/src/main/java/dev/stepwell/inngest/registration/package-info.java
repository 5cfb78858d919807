/** The registration of functions on a server, and the rejection of unsupported ones. */
@NullMarked
package dev.stepwell.inngest.registration;

import org.jspecify.annotations.NullMarked;
