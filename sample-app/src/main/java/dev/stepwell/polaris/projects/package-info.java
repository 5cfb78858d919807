/** Polaris's own data, in its own tables: projects, files, conversations and messages. */
@NullMarked
package dev.stepwell.polaris.projects;

import org.jspecify.annotations.NullMarked;
