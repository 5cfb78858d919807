package dev.stepwell.polaris.publishing;

import dev.stepwell.Event;

/** Someone approved the site. */
@Event("sites/site.approved")
public record SiteApproved(String projectId, String domain) {}
