"""Playing: one player for a window, and the small widgets that steer it.

Three threads share the work. The Qt thread only asks and shows; one thread decodes; one owns the
sound device, whose opening may take its time. Qt's multimedia loads with the first thing played.
"""
