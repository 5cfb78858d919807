/** Encrypts what is stored. Start with {@link dev.stepwell.encryption.EncryptingCodec}. */
@NullMarked
package dev.stepwell.encryption;

import org.jspecify.annotations.NullMarked;
