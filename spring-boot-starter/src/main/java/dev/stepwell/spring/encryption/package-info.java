/** Encryption of what is stored, with keys from properties. */
@NullMarked
package dev.stepwell.spring.encryption;

import org.jspecify.annotations.NullMarked;
