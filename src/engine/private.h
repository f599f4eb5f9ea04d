// SPDX-License-Identifier: MIT
// C functions that the engine's library exports without a shipped header.
// Only src/engine and src/loop include this file.
#ifndef LODE_ENGINE_PRIVATE_H
#define LODE_ENGINE_PRIVATE_H

#include <JavaScriptCore/JavaScript.h>
#include <stdbool.h>

typedef struct OpaqueJSScript *JSScriptRef;

void JSLock(JSContextRef ctx);
void JSUnlock(JSContextRef ctx);
bool JSConfigureSignalForGC(int signal);
void JSDisableGCTimer(void);
void JSReportExtraMemoryCost(JSContextRef ctx, size_t size);
void JSSynchronousGarbageCollectForDebugging(JSContextRef ctx);
void JSGlobalContextSetUnhandledRejectionCallback(JSGlobalContextRef ctx,
                                                  JSObjectRef fn,
                                                  JSValueRef *exception);
JSObjectRef JSObjectGetProxyTarget(JSObjectRef proxy);
JSObjectRef JSGetMemoryUsageStatistics(JSContextRef ctx);
JSScriptRef JSScriptCreateReferencingImmortalASCIIText(
    JSContextGroupRef group, JSStringRef url, int first_line, const char *text,
    size_t length, JSStringRef *error, int *error_line);
JSValueRef JSScriptEvaluate(JSContextRef ctx, JSScriptRef script,
                            JSValueRef self, JSValueRef *exception);
JSScriptRef JSScriptCreateFromString(JSContextGroupRef group, JSStringRef url,
                                     int first_line, JSStringRef source,
                                     JSStringRef *error, int *error_line);
JSGlobalContextRef JSObjectGetGlobalContext(JSObjectRef object);
void JSGlobalContextSetEvalEnabled(JSGlobalContextRef ctx, bool enabled,
                                   JSStringRef message);
bool JSObjectSetPrivateProperty(JSContextRef ctx, JSObjectRef object,
                                JSStringRef name, JSValueRef value);
typedef bool (*JSShouldTerminateCallback)(JSContextRef ctx, void *data);
void JSContextGroupSetExecutionTimeLimit(JSContextGroupRef group,
                                         double seconds,
                                         JSShouldTerminateCallback callback,
                                         void *data);
void JSScriptRelease(JSScriptRef script);

#endif
